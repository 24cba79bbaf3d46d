//! A small square table of numbers that answers 0 outside its bounds, so that no arithmetic here can panic.

/// A square matrix.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// The matrix of a function of row and column.
    pub fn from(size: usize, cell: impl Fn(usize, usize) -> f64) -> Self {
        let mut cells = Vec::with_capacity(size * size);
        for row in 0..size {
            for column in 0..size {
                cells.push(cell(row, column));
            }
        }
        Self { size, cells }
    }

    /// Rows and columns.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// One cell.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        at(&self.cells, row * self.size + column)
    }

    /// Adds to a cell.
    pub fn add(&mut self, row: usize, column: usize, amount: f64) {
        if let Some(cell) = self.cells.get_mut(row * self.size + column) {
            *cell += amount;
        }
    }

    /// The sum of all cells.
    pub fn sum(&self) -> f64 {
        self.cells.iter().sum()
    }

    /// The sum of each row.
    pub fn rows(&self) -> Vec<f64> {
        (0..self.size).map(|row| (0..self.size).map(|column| self.at(row, column)).sum()).collect()
    }

    /// The sum of each column.
    pub fn columns(&self) -> Vec<f64> {
        (0..self.size).map(|column| (0..self.size).map(|row| self.at(row, column)).sum()).collect()
    }

    /// The sum of `left[row] * self[row, column] * right[column]`.
    pub fn between(&self, left: &[f64], right: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (row, left) in left.iter().enumerate() {
            for (column, right) in right.iter().enumerate() {
                sum += left * self.at(row, column) * right;
            }
        }
        sum
    }

    /// The matrix applied to a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.size)
            .map(|row| vector.iter().enumerate().map(|(column, value)| self.at(row, column) * value).sum())
            .collect()
    }
}

/// One number of a list, 0 outside it.
pub(super) fn at(list: &[f64], index: usize) -> f64 {
    list.get(index).copied().unwrap_or_default()
}
