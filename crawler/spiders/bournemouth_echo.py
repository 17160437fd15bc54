"""Bournemouth Echo: Bournemouth, Christchurch and Poole."""

from crawler.systems.newsquest import Newsquest


class BournemouthEcho(Newsquest):
    name = "bournemouth-echo"
    title = "Bournemouth Echo"
    home = "https://www.bournemouthecho.co.uk/"
    verified = "2026-09-24: working, by a public register of checked local feeds"
