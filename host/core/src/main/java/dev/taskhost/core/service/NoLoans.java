package dev.taskhost.core.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where nothing is lent. */
final class NoLoans implements Loans {
    private static final String WHY =
            " is not to be had here: whatever calls this body lends nothing to it. Run it in a host, or connect with a"
                    + " package of your own.";

    @Override
    public SqlSession sql(String alias, SessionStart start) throws ServiceException {
        throw new ServiceException(ServiceException.INTERFACE, "MySQL [" + alias + "]" + WHY);
    }

    @Override
    public RedisSession redis(String alias) throws ServiceException {
        throw new ServiceException(ServiceException.INTERFACE, "Redis [" + alias + "]" + WHY);
    }

    @Override
    public <T> T sqlAs(Class<T> type, String alias) throws ServiceException {
        throw new ServiceException(ServiceException.INTERFACE, "MySQL [" + alias + "]" + WHY);
    }

    @Override
    public CompletableFuture<String> ask(String operation, List<String> arguments) throws ServiceException {
        throw new ServiceException(ServiceException.INTERFACE, operation + WHY);
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
