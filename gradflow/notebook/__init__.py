"""What notebooks, slides and figures share beside the engine: numbers as text."""
