"""Tests of the built Windows program and its installers, on Linux under Wine."""
