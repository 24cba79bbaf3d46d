//! What a rubric makes of judgements, and what is wrong with a rubric: standing, numbers with units, lint, discrimination.
//!
//! Adding up points is in [`task`](crate::task), because the page needs it first; what goes further is here.

mod discrimination;
pub mod evidence;
pub mod lint;
mod quantity;
mod shift;
mod standing;
mod unit;

pub use discrimination::{Discrimination, Row, discrimination};
pub(crate) use quantity::digits;
pub use quantity::{Quantity, agrees, quantities, readings};
pub use shift::{By, Decimal, Shift, shift};
pub use standing::{Change, Standing, standing, standings};
pub use unit::{Measure, measure};
