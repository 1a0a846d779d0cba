package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update rule in passes over tiles; subclasses bring the loops.
 *
 * <p>Three passes over a tensor: sums of the squared gradient per row and column; mean squares of
 * the channels; update. The middle pass brings the accumulators up to date without storing them,
 * and the last one does it again and stores them, because computing is cheaper than memory traffic.
 * A tensor of rank 0 or 1 has no rows and columns and skips the first pass.
 *
 * <p>Only squares are summed in the middle pass, so it needs no square root: with w = S² = 1 / (v +
 * ε), the squares of S, S·g and S·m are w, w·g² and w·m².
 *
 * <p>Agrees with {@link ScalarKernel} within rounding; the result doesn't depend on anything but
 * the arguments. Owns scratch memory of the size of the largest tensor's statistics.
 */
abstract class ChunkedKernel implements CpuKernel {

    private static final int CHANNELS = Tile.ELEMENT_CHANNELS.length;

    private final Loops loops;
    private final Team team;
    private final FactoredMoments factored;
    private final FullMoments full = new FullMoments();
    private final FoldedNetwork network;

    /** The sums of squares of every chunk, [chunk][channel]. */
    private double[] sums = new double[0];

    private final double[] meanSquares = new double[CHANNELS + FullMoments.CHANNELS];

    /**
     * Creates a kernel.
     *
     * @param loops what it computes with
     * @param threads how many threads may share a large tensor, the calling one included
     */
    ChunkedKernel(Loops loops, int threads) {
        this.loops = loops;
        team = new Team(loops, threads);
        factored = new FactoredMoments(loops);
        network = new FoldedNetwork(loops);
    }

    /** {@inheritDoc} */
    @Override
    public final boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        Update update = new Update(rule, state, parameter, gradient, policy, eta, decay);
        if (update.layout.size() == 0) {
            return true;
        }
        SecondMoments moments = update.layout.isFactored() ? factored : full;
        if (!moments.begin(update, team)) {
            return false;
        }
        Chunks chunks = Chunks.of(update.layout, loops);
        findMeanSquares(update, moments, chunks);
        if (policy.skipNaN() && Double.isNaN(meanSquares[0])) {
            return false;
        }
        network.fold(update, meanSquares);
        moments.fold(update, meanSquares);
        team.run(chunks.count(), (i, worker) -> move(update, moments, chunks, i, worker));
        return true;
    }

    private void findMeanSquares(Update update, SecondMoments moments, Chunks chunks) {
        int channels = meanSquares.length;
        int count = chunks.count();
        if (sums.length < count * channels) {
            sums = new double[count * channels];
        }
        team.run(count, (i, worker) -> addSquares(update, moments, chunks, i, worker));
        update.gradientSeen();
        for (int c = 0; c < channels; c++) {
            double total = 0;
            for (int i = 0; i < count; i++) {
                total += sums[i * channels + c];
            }
            meanSquares[c] = total / chunks.size();
        }
    }

    private void addSquares(
            Update update, SecondMoments moments, Chunks chunks, int chunk, Worker worker) {
        worker.begin();
        int end = chunks.end(chunk);
        for (int start = chunks.start(chunk), n; start < end; start += n) {
            n = chunks.tileAt(start, end);
            worker.load(update, start, n);
            moments.factors(update, worker);
            loops.squares().element(worker.tile, update.rule, worker.sums);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                loops.squares().momentum(worker.tile, update.rule, j, worker.sums);
            }
            moments.addSquares(worker);
        }
        int at = chunk * meanSquares.length;
        for (float[] lanes : worker.sums) {
            sums[at++] = Totals.PLAIN.of(lanes, lanes.length);
        }
        for (float[] lanes : worker.fullSums) {
            sums[at++] = Totals.PLAIN.of(lanes, lanes.length);
        }
    }

    private void move(
            Update update, SecondMoments moments, Chunks chunks, int chunk, Worker worker) {
        worker.begin();
        int end = chunks.end(chunk);
        for (int start = chunks.start(chunk), n; start < end; start += n) {
            n = chunks.tileAt(start, end);
            worker.load(update, start, n);
            moments.factors(update, worker);
            moments.biases(update, worker);
            network.move(worker.tile);
            moments.store(update, worker);
            worker.tile.store(update);
        }
    }

    /** {@inheritDoc} */
    @Override
    public final void zero(FloatBuffer gradient) {
        // a pass over memory like the others
        Chunks chunks = Chunks.of(gradient.limit(), loops);
        team.run(
                chunks.count(),
                (i, worker) -> Zeros.write(gradient, chunks.start(i), chunks.end(i)));
    }

    /** {@inheritDoc} */
    @Override
    public final void close() {
        team.close();
    }
}
