"""The tablet: what a child meets, and the record it keeps."""
