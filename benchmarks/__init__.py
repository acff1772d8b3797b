"""Benchmarks: what a build costs, printed and kept, never a test."""
