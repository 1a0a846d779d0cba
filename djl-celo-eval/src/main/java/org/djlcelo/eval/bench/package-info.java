/**
 * What an optimizer step, a training step and a meta-iteration cost.
 *
 * <p>A {@link org.djlcelo.eval.bench.Course} is what is measured, a {@link
 * org.djlcelo.eval.bench.Racer} is who does it, a {@link org.djlcelo.eval.bench.Heat} lets some
 * racers take turns on one course in one forked JVM. JMH starts the forks and holds the clock; its
 * only benchmark method is {@code RaceBenchmark.step}, in a source folder of its own because of its
 * annotation processor.
 */
package org.djlcelo.eval.bench;
