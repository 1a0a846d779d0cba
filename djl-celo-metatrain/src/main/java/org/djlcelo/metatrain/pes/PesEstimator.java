package org.djlcelo.metatrain.pes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Persistent evolution strategies over several task families.
 *
 * <p>One call advances every particle by one truncation and returns
 *
 * <pre>
 *   G = mean over families of mean over particles of (last_p A_p + new_p e_p) / (2 sigma²)
 * </pre>
 *
 * where A_p is the sum of the perturbations since the episode began, or the only one, see {@link
 * NoiseRenewal}.
 *
 * <p>Particles run on any number of threads; noise depends only on (seed, iteration, particle) and
 * sums are taken in the particles' order, so the result is the same bit for bit whatever that
 * number.
 */
public final class PesEstimator implements AutoCloseable {

    private final Settings settings;
    private final Credit credit;
    private final Noise noise;
    private final int parameters;
    private final Map<String, List<Particle>> families = new LinkedHashMap<>();
    private final ExecutorService threads;

    /**
     * The estimator's numbers.
     *
     * @param sigma the noise's standard deviation
     * @param truncation inner steps K of a truncation
     * @param threads worker threads
     * @param renewal how long a perturbation is in use
     */
    public record Settings(double sigma, int truncation, int threads, NoiseRenewal renewal) {

        /** The numbers of PES proper. */
        Settings(double sigma, int truncation, int threads) {
            this(sigma, truncation, threads, NoiseRenewal.EVERY_TRUNCATION);
        }
    }

    /**
     * Creates an estimator with accumulators of zero.
     *
     * @param settings the numbers
     * @param credit how losses are credited
     * @param noise where perturbations come from
     * @param parameters the number of trainable meta-parameters
     * @param families the trajectories, all at the start of a truncation
     */
    public PesEstimator(
            Settings settings, Credit credit, Noise noise, int parameters, List<Family> families) {
        this.settings = settings;
        this.credit = credit;
        this.noise = noise;
        this.parameters = parameters;
        int number = 0;
        for (Family family : families) {
            List<Particle> particles = new ArrayList<>();
            for (Pair pair : family.pairs()) {
                particles.add(
                        settings.renewal()
                                .particle(number++, pair, settings.truncation(), parameters));
            }
            this.families.put(family.name(), particles);
        }
        threads =
                Executors.newFixedThreadPool(
                        settings.threads(),
                        runnable -> {
                            Thread thread = new Thread(runnable, "pes-worker");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Advances every particle by one truncation.
     *
     * @param theta the trainable meta-parameters
     * @param iteration the meta-iteration, which selects the noise
     * @return the estimated gradient and the losses on the way
     * @throws InterruptedException if the thread is interrupted while it waits for the workers
     */
    public GradientEstimate estimate(float[] theta, long iteration) throws InterruptedException {
        advanceAll(theta, iteration);
        double[] gradient = new double[parameters];
        Map<String, Double> losses = new LinkedHashMap<>();
        families.forEach(
                (name, particles) -> {
                    double scale =
                            1
                                    / (2
                                            * settings.sigma()
                                            * settings.sigma()
                                            * particles.size()
                                            * families.size());
                    particles.forEach(p -> p.addGradient(scale, gradient));
                    double sum = particles.stream().mapToDouble(Particle::meanLoss).sum();
                    losses.put(name, sum / particles.size());
                });
        float[] rounded = new float[parameters];
        IntStream.range(0, parameters).forEach(i -> rounded[i] = (float) gradient[i]);
        return new GradientEstimate(rounded, losses);
    }

    private void advanceAll(float[] theta, long iteration) throws InterruptedException {
        if (settings.threads() == 1) {
            particles().forEach(p -> p.advance(theta, iteration, noise, credit));
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (Particle particle : particles()) {
            running.add(threads.submit(() -> particle.advance(theta, iteration, noise, credit)));
        }
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "A trajectory failed: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }

    List<Particle> particles() {
        return families.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Writes accumulators and trajectories.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void save(DataOutput out) throws IOException {
        for (Particle particle : particles()) {
            particle.save(out);
        }
    }

    /**
     * Takes back what {@link #save} of an equally made estimator wrote.
     *
     * @param in where from
     * @throws IOException if it cannot be read
     */
    public void restore(DataInput in) throws IOException {
        for (Particle particle : particles()) {
            particle.restore(in);
        }
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
