//! What is done with the text that is read: in slices, in the page, to the ends of its marks, side by side.

mod ends;
mod facing;
mod in_page;
mod slices;
