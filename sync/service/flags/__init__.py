"""Reasons to look: pure rules over a pupil's school days.

`record` says what a day was, `settings` what a school may choose, `r1_asked` … `r9_told` are the rules, and `fold` runs
them. Nothing here reads a clock or a database: `sync.service.flagging` brings the rows and keeps what comes out.
"""
