"""Crawling against its peers, and under `kill -9`."""
