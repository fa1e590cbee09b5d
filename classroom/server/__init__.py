"""Server takes requests off the network and hands them to web; what it cannot answer by itself it does not understand."""
