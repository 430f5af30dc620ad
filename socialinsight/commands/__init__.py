"""The commands of the command line; the only place that looks at the clock."""
