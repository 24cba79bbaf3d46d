//! A model's Markdown as a closed tree, every node with its source span.
