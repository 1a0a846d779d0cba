package org.djlcelo.eval.unroll;

import java.util.Arrays;

/**
 * {@link UnrolledTraining}'s value in double precision, number by number as in the task
 * specification, section 3.5: the oracle, whose finite differences are the gradient.
 */
final class DoubleTraining {

    private static final double[] DECAYS = {0.9, 0.99, 0.999};
    private static final double[] TIMES = {1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5};

    private final double[] theta;
    private final Episode episode;
    private final int batch;

    private DoubleTraining(double[] theta, Episode episode, int batch) {
        this.theta = theta;
        this.episode = episode;
        this.batch = batch;
    }

    /** A tensor [rows, columns] with its accumulators; a vector has one column. */
    private static final class Tensor {
        final int rows;
        final int columns;
        final boolean vector;
        final double[] p;
        final double[] g;
        final double[][] m;
        final double[] v;
        final double[][] row;
        final double[][] column;

        Tensor(int rows, int columns, boolean vector) {
            this.rows = rows;
            this.columns = columns;
            this.vector = vector;
            p = new double[rows * columns];
            g = new double[p.length];
            m = new double[3][p.length];
            v = new double[p.length];
            row = new double[3][rows];
            column = new double[3][columns];
        }
    }

    static double value(double[] theta, Episode episode, int steps, int batch) {
        return new DoubleTraining(theta, episode, batch).run(steps);
    }

    private double run(int steps) {
        Tensor w1 = new Tensor(32, 64, false);
        Tensor w2 = new Tensor(10, 32, false);
        Tensor b1 = new Tensor(32, 1, true);
        Tensor b2 = new Tensor(10, 1, true);
        Tensor[] tensors = {w1, w2, b1, b2};
        int at = 0;
        for (Tensor tensor : tensors) {
            for (int i = 0; i < tensor.p.length; i++) {
                tensor.p[i] = episode.start()[at++];
            }
        }
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            double loss = gradient(t, w1, w2, b1, b2);
            double worst = 1.5 * Math.log(10);
            sum += Double.isNaN(loss) ? worst : Math.min(loss, worst);
            for (Tensor tensor : tensors) {
                update(tensor, t);
            }
        }
        return sum / steps;
    }

    private double gradient(int step, Tensor w1, Tensor w2, Tensor b1, Tensor b2) {
        for (Tensor tensor : new Tensor[] {w1, w2, b1, b2}) {
            Arrays.fill(tensor.g, 0);
        }
        double loss = 0;
        for (int b = 0; b < batch; b++) {
            int sample = step * batch + b;
            double[] h = new double[32];
            for (int u = 0; u < 32; u++) {
                double sum = b1.p[u];
                for (int i = 0; i < 64; i++) {
                    sum += w1.p[u * 64 + i] * episode.images().get(sample * 64 + i);
                }
                h[u] = Math.max(0, sum);
            }
            double[] z = new double[10];
            double total = 0;
            for (int o = 0; o < 10; o++) {
                z[o] = b2.p[o];
                for (int u = 0; u < 32; u++) {
                    z[o] += w2.p[o * 32 + u] * h[u];
                }
                total += Math.exp(z[o]);
            }
            int label = episode.labels()[sample];
            loss += (Math.log(total) - z[label]) / batch;
            double[] dh = new double[32];
            for (int o = 0; o < 10; o++) {
                double d = (Math.exp(z[o]) / total - (o == label ? 1 : 0)) / batch;
                b2.g[o] += d;
                for (int u = 0; u < 32; u++) {
                    w2.g[o * 32 + u] += d * h[u];
                    dh[u] += h[u] > 0 ? d * w2.p[o * 32 + u] : 0;
                }
            }
            for (int u = 0; u < 32; u++) {
                b1.g[u] += dh[u];
                for (int i = 0; i < 64; i++) {
                    w1.g[u * 64 + i] += dh[u] * episode.images().get(sample * 64 + i);
                }
            }
        }
        return loss;
    }

    private double decay(double initial, int index) {
        return 1 - Math.exp(10 * (Math.log(1 - initial) / 10 + theta[index]));
    }

    private static double clip01(double x) {
        return Math.max(0, Math.min(1, x));
    }

    private void update(Tensor x, int time) {
        double ofSquare = clip01(decay(0.999, 3));
        for (int i = 0; i < x.p.length; i++) {
            x.v[i] = ofSquare * x.v[i] + (1 - ofSquare) * x.g[i] * x.g[i];
        }
        for (int k = 0; k < 3; k++) {
            double b = decay(DECAYS[k], k);
            for (int i = 0; i < x.p.length; i++) {
                x.m[k][i] = b * x.m[k][i] + (1 - b) * x.g[i];
            }
            double f = clip01(decay(DECAYS[k], 4 + k));
            double[] rows = new double[x.rows];
            double[] columns = new double[x.columns];
            for (int i = 0; i < x.p.length; i++) {
                rows[i / x.columns] += (x.g[i] * x.g[i] + 1e-30) / x.columns;
                columns[i % x.columns] += (x.g[i] * x.g[i] + 1e-30) / x.rows;
            }
            for (int r = 0; r < x.rows; r++) {
                x.row[k][r] = f * x.row[k][r] + (1 - f) * rows[r];
            }
            for (int c = 0; c < x.columns; c++) {
                x.column[k][c] = f * x.column[k][c] + (1 - f) * columns[c];
            }
        }
        double[][] features = features(x);
        for (double[] feature : features) {
            double squares = 0;
            for (double value : feature) {
                squares += value * value;
            }
            for (int i = 0; i < feature.length; i++) {
                feature[i] /= Math.sqrt(1e-5 + squares / feature.length);
            }
        }
        for (int i = 0; i < x.p.length; i++) {
            x.p[i] -= step(features, i, time);
        }
    }

    private static double[][] features(Tensor x) {
        double[][] f = new double[28][x.p.length];
        double[] means = new double[3];
        for (int k = 0; k < 3; k++) {
            means[k] = Arrays.stream(x.row[k]).average().orElseThrow();
        }
        for (int i = 0; i < x.p.length; i++) {
            int r = i / x.columns;
            int c = i % x.columns;
            f[0][i] = x.g[i];
            f[1][i] = x.p[i];
            f[5][i] = x.v[i];
            f[9][i] = 1 / Math.sqrt(x.v[i] + 1e-6);
            for (int k = 0; k < 3; k++) {
                double row = x.row[k][r];
                double column = x.vector ? row : x.column[k][c];
                double factor =
                        x.vector
                                ? 1 / Math.sqrt(Math.max(row + 1e-9, 1e-9))
                                : 1
                                        / Math.sqrt(Math.max(row / (means[k] + 1e-9), 1e-9))
                                        / Math.sqrt(Math.max(column, 1e-9));
                f[2 + k][i] = x.m[k][i];
                f[6 + k][i] = x.m[k][i] / Math.sqrt(x.v[i] + 1e-6);
                f[10 + k][i] = x.g[i] * factor;
                f[13 + k][i] = row;
                f[16 + k][i] = column;
                f[19 + k][i] = 1 / Math.sqrt(row + 1e-8);
                f[22 + k][i] = 1 / Math.sqrt(column + 1e-8);
                f[25 + k][i] = x.m[k][i] * (x.vector ? 1 / Math.sqrt(row + 1e-6) : factor);
            }
        }
        return f;
    }

    private double step(double[][] features, int i, int time) {
        double[] input = new double[39];
        for (int f = 0; f < 28; f++) {
            input[f] = features[f][i];
        }
        for (int s = 0; s < 11; s++) {
            input[28 + s] = Math.tanh(time / TIMES[s] - 1);
        }
        double[] first = layer(input, 7, 4, true);
        double[] second = layer(first, 167, 4, true);
        double[] out = layer(second, 187, 2, false);
        return 0.001 * out[0] * Math.exp(0.001 * out[1]);
    }

    private double[] layer(double[] input, int at, int units, boolean relu) {
        double[] out = new double[units];
        for (int u = 0; u < units; u++) {
            out[u] = theta[at + units * input.length + u];
            for (int i = 0; i < input.length; i++) {
                out[u] += theta[at + u * input.length + i] * input[i];
            }
            out[u] = relu ? Math.max(0, out[u]) : out[u];
        }
        return out;
    }
}
