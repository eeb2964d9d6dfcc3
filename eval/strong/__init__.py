"""The ladder measured with a strong writer: its answers, or the references, played back."""
