package dev.taskhost.plugin;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Loans;
import dev.taskhost.core.service.RedisSession;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.service.Services;
import dev.taskhost.core.service.SessionStart;
import dev.taskhost.core.service.SqlSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A host that lends nothing and notes what it is asked for: its answer is a list of senders, or a refusal of what contains "nobody". */
final class AskedHost implements Services {
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public Loans lend(Borrower who) {
        return new Asked(who);
    }

    private final class Asked implements Loans {
        private final Borrower who;

        Asked(Borrower who) {
            this.who = who;
        }

        @Override
        public CompletableFuture<String> ask(String operation, List<String> arguments) throws ServiceException {
            asked.add(who + " " + who.traceId() + " " + operation + " " + arguments);
            if (arguments.toString().contains("nobody")) {
                throw new ServiceException(ServiceException.UNKNOWN_RECIPIENT, "nobody is not known; there are ops");
            }
            return arguments.toString().contains("away")
                    ? CompletableFuture.failedFuture(
                            new ServiceException(ServiceException.NOTICE_REFUSED, "the database is away"))
                    : CompletableFuture.completedFuture("[\"ops\"]");
        }

        @Override
        public SqlSession sql(String alias, SessionStart start) throws ServiceException {
            throw none();
        }

        @Override
        public RedisSession redis(String alias) throws ServiceException {
            throw none();
        }

        @Override
        public <T> T sqlAs(Class<T> type, String alias) throws ServiceException {
            throw none();
        }

        private static ServiceException none() {
            return new ServiceException(ServiceException.INTERFACE, "nothing is lent here");
        }

        @Override
        public void stop() {
            // nothing is held
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public CompletableFuture<@Nullable Void> end() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
