"""What makes the Windows program and its installers, and what tests them."""
