package org.djlcelo.eval.campaign;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.djlcelo.eval.UserException;

/**
 * The time that a campaign may take: no run is begun that would probably end later.
 *
 * @param time the time from now on
 */
public record Budget(Duration time) {

    /** As long as it takes. */
    public static final Budget UNLIMITED = new Budget(Duration.ofNanos(Long.MAX_VALUE));

    private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?");

    /**
     * Reads a budget.
     *
     * @param text hours and minutes: {@code 90m}, {@code 2h}, {@code 1h30m}
     * @return the budget
     * @throws UserException if the text is no such time or the time is 0
     */
    public static Budget parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            Duration time =
                    Duration.ofHours(number(matcher.group(1)))
                            .plusMinutes(number(matcher.group(2)));
            if (!time.isZero()) {
                return new Budget(time);
            }
        }
        throw new UserException(
                "--budget must be a time such as 90m, 2h or 1h30m, not \"" + text + "\".");
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Starts counting. */
    Watch start(LongSupplier clock) {
        return new Watch(this, clock, clock.getAsLong());
    }

    /**
     * A budget that is being spent.
     *
     * @param budget the budget
     * @param clock nanoseconds, as {@link System#nanoTime()}
     * @param begun when it was begun
     */
    record Watch(Budget budget, LongSupplier clock, long begun) {

        /**
         * Whether something may still be begun.
         *
         * @param nanos how long it will take; NaN if that is not known, which is taken for nothing
         */
        boolean allows(double nanos) {
            double used = clock.getAsLong() - begun;
            return used + (Double.isNaN(nanos) ? 0 : nanos) <= budget.time.toNanos();
        }
    }

    /** As people write it: {@code 1h30m}. */
    @Override
    public String toString() {
        long hours = time.toHours();
        int minutes = time.toMinutesPart();
        return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes + "m" : "");
    }
}
