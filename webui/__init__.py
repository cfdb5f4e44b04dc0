"""The web application: HTTP only, everything it does is asked of `scheduler`."""
