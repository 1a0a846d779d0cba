package org.djlcelo.eval.bench;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Keeps what JMH and its forks say, in case something goes wrong, and counts turns. */
final class HeatOutput implements OutputFormat {

    private final Runnable turnDone;
    private final StringBuffer text = new StringBuffer();

    HeatOutput(Runnable turnDone) {
        this.turnDone = turnDone;
    }

    String text() {
        return text.toString();
    }

    /** {@inheritDoc} */
    @Override
    public void iterationResult(
            BenchmarkParams benchmark,
            IterationParams params,
            int iteration,
            IterationResult result) {
        turnDone.run();
    }

    /** {@inheritDoc} */
    @Override
    public void print(String message) {
        text.append(message);
    }

    /** {@inheritDoc} */
    @Override
    public void println(String message) {
        text.append(message).append('\n');
    }

    /** {@inheritDoc} */
    @Override
    public void verbosePrintln(String message) {
        println(message);
    }

    /** {@inheritDoc} */
    @Override
    public void write(int b) {
        text.append((char) b);
    }

    /** {@inheritDoc} */
    @Override
    public void write(byte[] bytes) {
        text.append(new String(bytes, StandardCharsets.UTF_8));
    }

    /** {@inheritDoc} */
    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

    /** {@inheritDoc} */
    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    /** {@inheritDoc} */
    @Override
    public void endBenchmark(BenchmarkResult result) {}

    /** {@inheritDoc} */
    @Override
    public void startRun() {}

    /** {@inheritDoc} */
    @Override
    public void endRun(Collection<RunResult> results) {}

    /** {@inheritDoc} */
    @Override
    public void flush() {}

    /** {@inheritDoc} */
    @Override
    public void close() {}
}
