"""Sáng Kiến: trade unions run initiative programmes from launch to league table."""
