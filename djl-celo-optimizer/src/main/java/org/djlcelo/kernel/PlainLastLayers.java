package org.djlcelo.kernel;

/** The layers after the first in plain Java. */
final class PlainLastLayers implements LastLayersLoops {

    @Override
    public void hidden(Tile tile, float[] w, float[] b) {
        float[][] x = tile.scratch;
        int n = tile.n;
        for (int i = 0; i < 4; i++) {
            Lanes.twiceRelu(x[i], tile.first[i], n);
        }
        for (int h = 0; h < 4; h++) {
            float[] out = tile.second[h];
            Lanes.fill(out, b[h], n);
            Lanes.addFour(out, x[0], x[1], x[2], x[3], w[h], w[4 + h], w[8 + h], w[12 + h], n);
        }
    }

    @Override
    public boolean step(Tile tile, float[] w, float[] b, float keep) {
        float[][] x = tile.scratch;
        int n = tile.n;
        for (int i = 0; i < 4; i++) {
            Lanes.twiceRelu(x[i], tile.second[i], n);
        }
        for (int o = 0; o < 2; o++) {
            float[] out = tile.outputs[o];
            Lanes.fill(out, b[o], n);
            Lanes.addFour(out, x[0], x[1], x[2], x[3], w[o], w[2 + o], w[4 + o], w[6 + o], n);
        }
        Steps.take(tile, keep);
        return true;
    }

    @Override
    public void layer(float[][] out, float[][] x, float[] w, float[] b, int n) {
        int width = b.length;
        for (int h = 0; h < width; h++) {
            Lanes.fill(out[h], b[h], n);
            for (int i = 0; i < x.length; i++) {
                Lanes.addRelu(out[h], x[i], w[i * width + h], n);
            }
        }
    }
}
