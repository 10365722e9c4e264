package dev.taskhost.core.progress;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.store.Progress;
import dev.taskhost.core.store.Progress.Report;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operation {@value #NAME}: a body says how far it is. Arguments are a fraction from 0 to 1, or an empty text when the amount
 * is not known, and a text; the answer is {@code null}, at once. Thread-safe.
 */
public final class ProgressOperation implements Operation {
    /** By which bodies ask for it. */
    public static final String NAME = "progress";

    private static final CompletableFuture<String> DONE = CompletableFuture.completedFuture("null");

    private final InstantSource clock;
    private final Consumer<Report> reports;

    /**
     * @param clock the host's
     * @param reports gets every word; must not block, as bodies may say a million of them
     */
    public ProgressOperation(InstantSource clock, Consumer<Report> reports) {
        this.clock = clock;
        this.reports = reports;
    }

    @Override
    public CompletableFuture<String> ask(Borrower who, List<String> arguments) throws ServiceException {
        if (arguments.size() != 2) {
            throw wrong("progress takes a fraction and a text, not " + arguments.size() + " arguments");
        }
        if (who.traceId().isEmpty()) {
            throw wrong("no execution is on: " + who.what() + " is only being loaded, and nobody waits for it. Call"
                    + " progress in the task's function, not at the top of the file.");
        }
        Double fraction = fraction(arguments.getFirst());
        String text = cut(arguments.getLast());
        reports.accept(new Report(who.executionId(), who.traceId(), fraction, text, clock.millis()));
        return DONE;
    }

    private static @Nullable Double fraction(String written) throws ServiceException {
        if (written.isEmpty()) {
            return null;
        }
        try {
            double fraction = Double.parseDouble(written);
            if (fraction >= 0 && fraction <= 1) {
                return fraction;
            }
        } catch (NumberFormatException e) {
            throw new ServiceException(ServiceException.INTERFACE, bad(written), e);
        }
        throw wrong(bad(written)); // NaN too
    }

    private static String bad(String written) {
        return "the fraction is " + written + "; give a number from 0.0 to 1.0, or none when the amount is not known";
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= Progress.MOST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Progress.MOST_TEXT));
    }

    private static ServiceException wrong(String message) {
        return new ServiceException(ServiceException.INTERFACE, message);
    }
}
