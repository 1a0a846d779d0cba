package org.djlcelo.baselines;

import java.util.stream.IntStream;

/** {@link Adafactor}'s state of one tensor: row and column means instead of all squares. */
final class FactoredRule implements TensorRule {

    private final Axis longest;
    private final Axis second;

    /** The second longest axis in the shape without the longest. */
    private final Axis secondOfRows;

    private final float[] rows;
    private final float[] columns;

    FactoredRule(int[] lengths, int d0, int d1) {
        longest = Axis.of(lengths)[d0];
        second = Axis.of(lengths)[d1];
        int[] rowLengths =
                IntStream.range(0, lengths.length)
                        .filter(axis -> axis != d0)
                        .map(axis -> lengths[axis])
                        .toArray();
        secondOfRows = Axis.of(rowLengths)[d1 < d0 ? d1 : d1 - 1];
        rows = new float[longest.outer() * longest.inner()];
        columns = new float[second.outer() * second.inner()];
    }

    @Override
    public void update(TensorMemory memory, int t, float rate) {
        float[] u = memory.gradient();
        float[] squares = new float[u.length];
        for (int i = 0; i < u.length; i++) {
            squares[i] = u[i] * u[i] + Adafactor.EPSILON;
        }
        average(rows, longest.mean(squares), Adafactor.share(t));
        average(columns, second.mean(squares), Adafactor.share(t));

        float[] rowFactors = rows.clone();
        secondOfRows.multiply(rowFactors, inverse(secondOfRows.mean(rows)));
        longest.multiply(u, inverseRoot(rowFactors));
        second.multiply(u, inverseRoot(columns.clone()));

        Norms norms = new Norms();
        memory.read(
                (p, g, start, count) -> {
                    System.arraycopy(u, start, g, 0, count);
                    norms.add(p, g, count);
                });
        memory.subtract(Adafactor.step(rate, norms, u.length), u);
    }

    private static void average(float[] means, float[] now, float share) {
        float kept = 1 - share;
        for (int i = 0; i < means.length; i++) {
            means[i] = kept * means[i] + share * now[i];
        }
    }

    private static float[] inverse(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / values[i];
        }
        return values;
    }

    private static float[] inverseRoot(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / (float) Math.sqrt(values[i]);
        }
        return values;
    }
}
