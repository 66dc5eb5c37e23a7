"""What each page shows, read from the database: a page's cost is what it shows, never what is kept."""
