"""How the built-in networks were made: data, augmentation, training, export, evaluation."""
