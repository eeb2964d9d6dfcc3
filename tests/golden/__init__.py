"""What every command says of every sample, kept word for word: `record.py` writes and compares."""
