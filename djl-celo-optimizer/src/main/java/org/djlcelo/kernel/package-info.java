/**
 * How the update rule is computed.
 *
 * <p>{@link org.djlcelo.kernel.ScalarKernel} reads like the formulas and is the oracle; {@link
 * org.djlcelo.kernel.TiledKernel} is fast on a CPU; {@link org.djlcelo.kernel.NDArrayKernel} runs
 * on any device of any DJL engine, {@link org.djlcelo.kernel.TorchScriptKernel} on PyTorch's as one
 * program. They agree within rounding.
 */
package org.djlcelo.kernel;
