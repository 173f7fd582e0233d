"""The demo: ten briefs and a few posts by hand go to every network, through the interface that every user has."""
