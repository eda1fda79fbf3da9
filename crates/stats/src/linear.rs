//! Small systems of linear equations, of sizes known to the compiler.

/// `L` with `L Lᵀ` the matrix; `None` where it is not positive definite.
#[allow(clippy::needless_range_loop, reason = "the formulas are written with indices")]
pub(crate) fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut root = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let mut rest = matrix[i][j];
            for k in 0..j {
                rest -= root[i][k] * root[j][k];
            }
            if i == j {
                // Relative to what it was: less than that is rounding.
                if rest.is_nan() || rest <= 1e-14 * matrix[i][i].abs() {
                    return None;
                }
                root[i][i] = rest.sqrt();
            } else {
                root[i][j] = rest / root[j][j];
            }
        }
    }
    Some(root)
}

/// The solution of `L Lᵀ x = b`.
#[allow(clippy::needless_range_loop, reason = "the formulas are written with indices")]
pub(crate) fn solve<const N: usize>(root: &[[f64; N]; N], b: &[f64; N]) -> [f64; N] {
    let mut x = *b;
    for i in 0..N {
        for k in 0..i {
            x[i] -= root[i][k] * x[k];
        }
        x[i] /= root[i][i];
    }
    for i in (0..N).rev() {
        for k in i + 1..N {
            x[i] -= root[k][i] * x[k];
        }
        x[i] /= root[i][i];
    }
    x
}

/// The inverse of a matrix from its root.
pub(crate) fn inverse<const N: usize>(root: &[[f64; N]; N]) -> [[f64; N]; N] {
    let mut inverse = [[0.0; N]; N];
    for (i, row) in inverse.iter_mut().enumerate() {
        let mut unit = [0.0; N];
        unit[i] = 1.0;
        *row = solve(root, &unit);
    }
    inverse
}
