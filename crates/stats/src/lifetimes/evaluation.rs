//! A log-likelihood with its first two derivatives, added up over patterns.
//!
//! The likelihood of one history is a constant times a sum (or an integral, as a sum over nodes)
//! over what the customer may have done: `c(θ) Σ_k exp g_k(θ)`. With `w_k` the share of each part
//! in the sum, its logarithm has
//! - the gradient `∇ ln c + E_w[∇g]`,
//! - the Hessian `∇² ln c + E_w[∇²g] + Cov_w[∇g]`,
//!
//! which is all that the models here need.

/// How many parameters a model of purchases has.
pub const PARAMETERS: usize = 4;

/// One number a parameter.
pub type Vector<const N: usize = PARAMETERS> = [f64; N];

/// One number a pair of parameters.
pub type Matrix<const N: usize = PARAMETERS> = [[f64; N]; N];

/// The log-likelihood of all patterns at some parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation<const N: usize = PARAMETERS> {
    /// The log-likelihood.
    pub value: f64,
    /// Its gradient.
    pub gradient: Vector<N>,
    /// Its Hessian.
    pub hessian: Matrix<N>,
}

impl<const N: usize> Default for Evaluation<N> {
    fn default() -> Self {
        Self { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] }
    }
}

impl<const N: usize> Evaluation<N> {
    /// Adds `weight` times a value.
    pub(super) fn value(&mut self, weight: f64, value: f64) {
        self.value += weight * value;
    }

    /// Adds to one derivative.
    pub(super) fn first(&mut self, i: usize, value: f64) {
        self.gradient[i] += value;
    }

    /// Adds to one second derivative, and to its mirror image.
    pub(super) fn second(&mut self, i: usize, j: usize, value: f64) {
        self.hessian[i][j] += value;
        if i != j {
            self.hessian[j][i] += value;
        }
    }

    /// Adds `factor d dᵀ`.
    pub(super) fn outer(&mut self, factor: f64, d: &Vector<N>) {
        for (row, one) in self.hessian.iter_mut().zip(d) {
            for (cell, other) in row.iter_mut().zip(d) {
                *cell += factor * one * other;
            }
        }
    }

    /// The same in the logarithms of the parameters, in which they are free: `φ = ln θ` gives
    /// `∂/∂φ = θ ∂/∂θ`.
    pub(super) fn in_logarithms(mut self, at: &Vector<N>) -> Self {
        for (i, theta) in at.iter().enumerate() {
            self.gradient[i] *= theta;
            for (j, other) in at.iter().enumerate() {
                self.hessian[i][j] *= theta * other;
            }
        }
        for (i, slope) in self.gradient.iter().enumerate() {
            self.hessian[i][i] += slope;
        }
        self
    }
}
