package org.djlcelo.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.UpdateRule;

class ChunkedKernel implements CpuKernel {

    private static final int CHANNELS = Tile.ELEMENT_CHANNELS.length;
    private static final int CHUNK = 1 << 14;

    private final Loops loops;
    private final Team team;
    private final FactoredMoments factored;
    private final FullMoments full = new FullMoments();
    private final FoldedNetwork network;
    private double[] partial = new double[0];

    ChunkedKernel(Loops loops, int threads) {
        this.loops = loops;
        team = new Team(loops, threads);
        factored = new FactoredMoments(loops);
        network = new FoldedNetwork(loops);
    }

    @Override
    public final boolean update(
            UpdateRule rule,
            TensorState state,
            FloatBuffer parameter,
            FloatBuffer gradient,
            GradientPolicy policy,
            float eta,
            float decay) {
        Update u = new Update(rule, state, parameter, gradient, policy, eta, decay);
        int size = u.layout.size();
        if (size == 0) {
            return true;
        }
        SecondMoments moments = u.layout.isFactored() ? factored : full;
        if (!moments.begin(u, team)) {
            return false;
        }
        int channels = CHANNELS + moments.channels();
        int chunk = size < (1 << 16) ? size : Math.max(1 << 14, Math.min(1 << 16, size / 16)) / loops.tileSize() * loops.tileSize();
        int chunks = (size + chunk - 1) / chunk;
        if (partial.length < chunks * channels) {
            partial = new double[chunks * channels];
        }
        team.run(chunks, (i, w) -> squares(u, moments, i * channels, i * chunk, Math.min(size, i * chunk + chunk), w));
        u.gradientSeen();
        double[] means = new double[channels];
        for (int c = 0; c < channels; c++) {
            double total = 0;
            for (int i = 0; i < chunks; i++) {
                total += partial[i * channels + c];
            }
            means[c] = total / size;
        }
        if (policy.skipNaN() && Double.isNaN(means[0])) {
            return false;
        }
        float scale = (float) Math.sqrt((float) means[2] + rule.constants().scaleEpsilon());
        float factor = eta * scale * rule.constants().stepMultiplier();
        network.fold(u, means, factor);
        moments.fold(u, means, CHANNELS);
        team.run(chunks, (i, w) -> move(u, moments, i * chunk, Math.min(size, i * chunk + chunk), w));
        return true;
    }

    private void squares(Update u, SecondMoments moments, int index, int start, int end, Worker w) {
        w.pieces.clear();
        for (float[] s : w.sums) {
            Arrays.fill(s, 0);
        }
        for (float[] s : w.moreSums) {
            Arrays.fill(s, 0);
        }
        for (int at = start; at < end; at += loops.tileSize()) {
            int n = Math.min(loops.tileSize(), end - at);
            u.loadGradient(loops.gradient(), w.tile, at, n);
            w.tile.load(u);
            moments.factors(u, w);
            loops.squares().element(w.tile, u.rule, w.sums);
            for (int j = 0; j < Decays.TIMESCALES; j++) {
                loops.squares().momentum(w.tile, u.rule, j, w.sums);
            }
            moments.addSquares(w, w.moreSums);
        }
        for (int c = 0; c < CHANNELS; c++) {
            partial[index + c] = total(w.sums[c]);
        }
        for (int c = 0; c < moments.channels(); c++) {
            partial[index + CHANNELS + c] = total(w.moreSums[c]);
        }
    }

    private static double total(float[] x) {
        double total = 0;
        for (float s : x) {
            total += s;
        }
        return total;
    }

    private void move(Update u, SecondMoments moments, int start, int end, Worker w) {
        w.pieces.clear();
        for (int at = start; at < end; at += loops.tileSize()) {
            int n = Math.min(loops.tileSize(), end - at);
            u.loadGradient(loops.gradient(), w.tile, at, n);
            w.tile.load(u);
            moments.factors(u, w);
            moments.biases(u, w);
            network.move(w.tile);
            moments.store(u, w);
            w.tile.store(u);
        }
    }

    @Override
    public final void close() {
        team.close();
    }
}
