package dev.taskhost.notice.body;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import java.util.List;

/** Has people told what a body wants told. Thread-safe. */
@FunctionalInterface
public interface Teller {
    /**
     * Has it told; may wait for the database.
     *
     * @param request whose names are known
     * @return the senders that tell it; empty when the routes or the row want nobody told
     * @throws ServiceException when it cannot be told
     */
    List<String> tell(Borrower who, NoticeRequest request) throws ServiceException;
}
