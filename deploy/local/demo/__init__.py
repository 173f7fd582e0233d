"""The demo: ten briefs become thirty published posts, through the interface that every user has."""
