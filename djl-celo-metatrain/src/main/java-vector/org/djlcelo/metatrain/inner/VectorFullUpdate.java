package org.djlcelo.metatrain.inner;

import static org.djlcelo.metatrain.inner.FoldedWeights.UNITS;
import static org.djlcelo.metatrain.inner.VectorMath.LANES;
import static org.djlcelo.metatrain.inner.VectorMath.SPECIES;
import static org.djlcelo.metatrain.inner.VectorMath.reciprocalSqrt;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.djlcelo.kernel.TensorLayout;
import org.djlcelo.kernel.TensorState;
import org.djlcelo.lopt.Decays;
import org.djlcelo.lopt.Features;
import org.djlcelo.lopt.Mlp;
import org.djlcelo.lopt.RuleConstants;
import org.djlcelo.lopt.UpdateRule;

/**
 * The update of a scalar or a short vector, whose second moments are kept in full.
 *
 * <p>Everything is copied to scratch that is padded to whole vectors: [feature][element], all
 * features by their own numbers, so that the network is a product of small matrices.
 */
final class VectorFullUpdate implements TensorUpdate {

    private static final int TIMESCALES = Decays.TIMESCALES;

    private final TensorState state;
    private final int size;
    private final int padded;
    private final float[][] momentum;
    private final float[] second;
    private final float[][] full;
    private final float[] features;
    private final float[] scratch;
    private final float[] weights = new float[Features.COUNT * UNITS];
    private final VectorLayers layers;

    VectorFullUpdate(TensorState state) {
        this.state = state;
        size = state.layout().size();
        padded = VectorMath.padded(size);
        momentum = accumulators("m");
        second = state.arrays().get("rms");
        full = accumulators("v_full");
        features = new float[Features.COUNT * padded];
        scratch = new float[padded];
        layers = new VectorLayers(padded);
    }

    private float[][] accumulators(String name) {
        return IntStream.range(0, TIMESCALES)
                .mapToObj(j -> state.arrays().get(name + j))
                .toArray(float[][]::new);
    }

    static boolean supports(TensorLayout layout, int units) {
        return units == UNITS && !layout.isFactored() && layout.size() > 0;
    }

    @Override
    public void update(UpdateRule rule, float eta, float[] parameter, float[] gradient) {
        read(parameter, Features.PARAMETER);
        read(gradient, Features.GRADIENT);
        updateElements(rule);
        for (int j = 0; j < TIMESCALES; j++) {
            updateTimescale(rule, j);
        }
        float meanSquare = fold(rule);
        layers.use(rule);
        sumFirstLayer(rule.mlp());
        float scale = (float) Math.sqrt(meanSquare + rule.constants().scaleEpsilon());
        System.arraycopy(parameter, 0, scratch, 0, size);
        layers.descend(eta * scale * rule.constants().stepMultiplier(), scratch);
        System.arraycopy(scratch, 0, parameter, 0, size);
    }

    private void sumFirstLayer(Mlp mlp) {
        float[] sums = layers.sums();
        for (int i = 0; i < padded; i += LANES) {
            for (int h = 0; h < UNITS; h++) {
                FloatVector sum = FloatVector.broadcast(SPECIES, mlp.b0(h));
                for (int c = 0; c < Features.COUNT; c++) {
                    FloatVector x = FloatVector.fromArray(SPECIES, features, c * padded + i);
                    sum = x.fma(FloatVector.broadcast(SPECIES, weights[UNITS * c + h]), sum);
                }
                sum.intoArray(sums, UNITS * i + h * LANES);
            }
        }
    }

    private void read(float[] values, int feature) {
        System.arraycopy(values, 0, features, feature * padded, size);
    }

    private void write(int feature, float[] values) {
        System.arraycopy(features, feature * padded, values, 0, size);
    }

    private FloatVector feature(int feature, int i) {
        return FloatVector.fromArray(SPECIES, features, feature * padded + i);
    }

    private void set(int feature, int i, FloatVector value) {
        value.intoArray(features, feature * padded + i);
    }

    private void updateElements(UpdateRule rule) {
        float decay = rule.decays().secondMoment();
        read(second, Features.SECOND_MOMENT);
        for (int i = 0; i < padded; i += LANES) {
            FloatVector g =
                    VectorMath.clip(feature(Features.GRADIENT, i), rule.constants().gradientClip());
            set(Features.GRADIENT, i, g);
            set(Features.CLIPPED_GRADIENT, i, VectorMath.clip(g, RuleConstants.FEATURE_CLIP));
            FloatVector v = feature(Features.SECOND_MOMENT, i);
            v = v.mul(decay).add(g.mul(g).mul(1 - decay));
            set(Features.SECOND_MOMENT, i, v);
            FloatVector s = reciprocalSqrt(v.add(rule.constants().secondMomentEpsilon()));
            set(Features.RSQRT_SECOND_MOMENT, i, s);
            set(Features.SCALED_GRADIENT, i, g.mul(s));
        }
        write(Features.SECOND_MOMENT, second);
    }

    private void updateTimescale(UpdateRule rule, int j) {
        float decay = rule.decays().momentum(j);
        float factoredDecay = rule.decays().factored(j);
        float factorEpsilon = rule.constants().factorEpsilon();
        float statisticEpsilon = rule.constants().statisticEpsilon();
        read(momentum[j], Features.MOMENTUM + j);
        read(full[j], Features.ROW + j);
        for (int i = 0; i < padded; i += LANES) {
            FloatVector g = feature(Features.GRADIENT, i);
            FloatVector m = feature(Features.MOMENTUM + j, i);
            m = m.mul(decay).add(g.mul(1 - decay));
            m = m.blend(0, m.abs().lt(Float.MIN_NORMAL));
            set(Features.MOMENTUM + j, i, m);
            set(Features.SCALED_MOMENTUM + j, i, m.mul(feature(Features.RSQRT_SECOND_MOMENT, i)));
            FloatVector q = g.mul(g).add(RuleConstants.SQUARE_EPSILON);
            FloatVector v = feature(Features.ROW + j, i);
            v = v.mul(factoredDecay).add(q.mul(1 - factoredDecay));
            set(Features.ROW + j, i, v);
            set(Features.COLUMN + j, i, v);
            FloatVector root = reciprocalSqrt(v.add(statisticEpsilon));
            set(Features.RSQRT_ROW + j, i, root);
            set(Features.RSQRT_COLUMN + j, i, root);
            // max(v + ε, ε) is v + ε, since v is not negative
            set(Features.FACTORED_GRADIENT + j, i, g.mul(reciprocalSqrt(v.add(factorEpsilon))));
            set(Features.FACTORED_MOMENTUM + j, i, m.mul(reciprocalSqrt(v)));
        }
        write(Features.MOMENTUM + j, momentum[j]);
        write(Features.ROW + j, full[j]);
    }

    /** Folds the channels' root mean squares into the weights; returns that of p, squared. */
    private float fold(UpdateRule rule) {
        float parameter = 0;
        for (int feature = 0; feature < Features.COUNT; feature++) {
            System.arraycopy(features, feature * padded, scratch, 0, size);
            float meanSquare = VectorMath.sumOfSquares(scratch, size) / size;
            FoldedWeights.fold(rule, meanSquare, feature, weights, UNITS * feature);
            parameter = feature == Features.PARAMETER ? meanSquare : parameter;
        }
        return parameter;
    }
}
