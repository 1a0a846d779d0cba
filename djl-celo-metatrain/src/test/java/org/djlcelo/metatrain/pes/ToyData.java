package org.djlcelo.metatrain.pes;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** What {@code pes_toy.json} holds, as far as the tests use it. */
final class ToyData {

    int T;
    float[] theta;
    int particles;
    Case[] cases;

    @SerializedName("episode_gradient")
    EpisodeGradient[] episodeGradient;

    /** A recorded run. */
    static final class Case {
        @SerializedName("loss_power")
        int power;

        double sigma;
        int K;

        @SerializedName("initial_counter")
        int[] initialCounter;

        float[][][] eps;
        Truncation[] reference;
        Doubles float64;

        @Override
        public String toString() {
            return "power " + power + ", sigma " + sigma + ", K " + K;
        }
    }

    /** What the original estimator returned. */
    static final class Truncation {
        double[] grad;

        @SerializedName("mean_loss")
        double meanLoss;

        double[][] accumulator;

        @SerializedName("pos_state")
        double[] positive;

        @SerializedName("neg_state")
        double[] negative;

        int[] counter;
    }

    /** The same in double precision. */
    static final class Doubles {
        double[][] grad;
    }

    /** The exact gradient of the mean loss of an episode. */
    static final class EpisodeGradient {
        @SerializedName("loss_power")
        int power;

        double sigma;

        @SerializedName("noise_redrawn_every")
        int redrawn;

        @SerializedName("grad_smoothed")
        double[] smoothed;
    }

    static ToyData read() {
        try (Reader in =
                new InputStreamReader(
                        ToyData.class.getResourceAsStream("pes_toy.json"),
                        StandardCharsets.UTF_8)) {
            return new Gson().fromJson(in, ToyData.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    double[] exactGradient(int power, double sigma, int redrawn) {
        for (EpisodeGradient g : episodeGradient) {
            if (g.power == power && g.sigma == sigma && g.redrawn == redrawn) {
                return g.smoothed;
            }
        }
        throw new IllegalArgumentException("not recorded");
    }
}
