"""What leaves the house on paper and as files: made of one frozen account, in Danish, an exercise marked everywhere."""
