"""What gets through when the model obeys everybody: attacks planted wherever text comes in from outside."""
