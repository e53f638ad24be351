"""`python -m huashu`: the command line without its installed script."""

from huashu.cli import main

main()
