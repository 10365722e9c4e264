package dev.taskhost.core.service;

/** What the host lends to bodies. Thread-safe. */
public interface Services {
    /** Nothing, where there are no pools: every loan is refused with a text that says so. */
    Services NONE = who -> new NoLoans();

    /** The account of one execution; opens nothing yet. Whoever asks for it ends it. */
    Loans lend(Borrower who);
}
