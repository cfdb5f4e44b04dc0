"""One verb a file: what the command line and the web application ask of Oraux."""
