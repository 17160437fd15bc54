"""How right and how fast the classifier is, beside a keyword rule and a plain TF-IDF with logistic regression."""
