package dev.taskhost.notice.body;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.notice.route.Routes;
import dev.taskhost.notice.settings.NoticeSettings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The operation {@value #NAME}: a body wants people told something. It takes one JSON object, see {@link NoticeRequest}, and answers
 * with the names of the senders that tell it. Thread-safe.
 */
public final class NoticeOperation implements Operation {
    /** By which bodies ask for it. */
    public static final String NAME = "notice";

    private static final String NOBODY = "there is nobody to tell: common.toml has no sender. Write a table"
            + " [notice.senders.ops] with type = \"dingtalk\" and url = \"…\" (docs/notices.md has the other types), and start"
            + " the host again.";

    private final boolean enabled;
    private final Set<String> names;
    private final Teller teller;
    private final Executor threads;
    private final NoticeLimit limit = new NoticeLimit();

    /**
     * @param settings where senders and routes have their names
     * @param threads on which the teller may wait for the database
     */
    public NoticeOperation(NoticeSettings settings, Teller teller, Executor threads) {
        this.enabled = settings.enabled();
        this.names = new Routes(settings).names();
        this.teller = teller;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<String> ask(Borrower who, List<String> arguments) throws ServiceException {
        NoticeRequest request = NoticeRequest.read(arguments);
        if (who.traceId().isEmpty()) {
            throw refused(
                    "no execution is on: " + who.what() + " is only being loaded, which happens in every interpreter."
                            + " Send the notice in the task's function, not at the top of the file.");
        }
        if (!enabled) {
            throw refused(NOBODY);
        }
        refuseUnknown(request.to());
        if (!limit.take(who.traceId())) {
            throw refused(
                    who + " has sent " + NoticeLimit.MOST + " notices, which is as many as one execution may; this one"
                            + " was not sent. Put together what belongs together, or print it.");
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        threads.execute(() -> tell(who, request, answer));
        return answer;
    }

    private void refuseUnknown(List<String> to) throws ServiceException {
        for (String name : to) {
            if (!names.contains(name)) {
                throw new ServiceException(
                        ServiceException.UNKNOWN_RECIPIENT,
                        "the notice is to \"" + name + "\", which is no route and no sender of common.toml"
                                + Nearest.hint(name, names) + "; there are " + String.join(", ", names));
            }
        }
    }

    private void tell(Borrower who, NoticeRequest request, CompletableFuture<String> answer) {
        try {
            answer.complete(Json.write(teller.tell(who, request)));
        } catch (ServiceException | RuntimeException e) {
            limit.giveBack(who.traceId());
            answer.completeExceptionally(e);
        }
    }

    private static ServiceException refused(String message) {
        return new ServiceException(ServiceException.NOTICE_REFUSED, message);
    }
}
