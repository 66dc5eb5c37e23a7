"""One worker that delivers what the tablet keeps."""
