"""The pages of the window, one module each; made on the first visit."""
