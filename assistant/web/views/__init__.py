"""What the page shows, as HTML with every word of a report escaped. Pure functions, no Gradio."""
