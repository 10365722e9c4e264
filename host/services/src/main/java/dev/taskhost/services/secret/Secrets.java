package dev.taskhost.services.secret;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.Operation;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.text.Masking;
import dev.taskhost.core.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Gives bodies the secrets of {@code [secrets]}: the operation {@code secret}, whose one argument is a name, and whose answer is the
 * secret's text. Whatever it gives is masked from then on. Thread-safe.
 */
public final class Secrets implements Operation {
    /** By which bodies ask for it. */
    public static final String OPERATION = "secret";

    private final Map<String, TaskSecret> byName;
    private final boolean restricted;
    private final Masking masking;

    /**
     * Reads nothing yet.
     *
     * @param byName all there are
     * @param restricted whether only tasks that a secret names may have it: where scripts are restricted, nothing is open by default
     * @param masking learns what is given out
     */
    public Secrets(Map<String, TaskSecret> byName, boolean restricted, Masking masking) {
        this.byName = new TreeMap<>(byName);
        this.restricted = restricted;
        this.masking = masking;
    }

    @Override
    public CompletableFuture<String> ask(Borrower who, List<String> arguments) throws ServiceException {
        String name = arguments.getFirst();
        SecretValue value = allowed(name, who).value();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> read(name, value, answer)); // a file may lie on a network that hangs
        return answer;
    }

    private TaskSecret allowed(String name, Borrower who) throws ServiceException {
        TaskSecret secret = byName.get(name);
        if (secret == null) {
            throw unknown(name);
        }
        if (!who.task()) {
            throw refused(
                    name,
                    "is not given while a script is only loaded (" + who + "), as no task is on then."
                            + " Ask for it inside the task's function");
        }
        if (secret.tasks().isPresent() && !secret.names(who.what())) {
            throw refused(
                    name,
                    "is not for the task " + who.what() + ": tasks of secrets." + name + " in common.toml names "
                            + String.join(", ", secret.tasks().get()) + ". Add the task's key there");
        }
        if (restricted && secret.tasks().isEmpty()) {
            throw refused(
                    name,
                    "is not for the task " + who.what() + ": on a host with [scripts] access = \"restricted\""
                            + " a secret is given to tasks that it names. Write secrets." + name
                            + " in common.toml as a table with file or env, and tasks = [\"" + who.what() + "\"]");
        }
        return secret;
    }

    private void read(String name, SecretValue value, CompletableFuture<String> answer) {
        try {
            String text = value.read();
            masking.learn(text);
            answer.complete(Json.write(text));
        } catch (BadSecretFileException e) {
            answer.completeExceptionally(refused(name, "cannot be had: " + e.getMessage()));
        } catch (RuntimeException | Error e) { // or whoever waits would wait for ever
            answer.completeExceptionally(e);
        }
    }

    private ServiceException unknown(String name) {
        String all = byName.isEmpty() ? "there are none" : "there are " + String.join(", ", byName.keySet());
        String hint = Nearest.hint(name, byName.keySet());
        return new ServiceException(
                ServiceException.UNKNOWN_SECRET,
                "there is no secret " + name + " in [secrets] of common.toml (" + all + ")"
                        + (hint.isEmpty() ? "." : hint) + " Add the key, or use one that is there.");
    }

    private static ServiceException refused(String name, String why) {
        return new ServiceException(ServiceException.SECRET_REFUSED, "the secret " + name + " " + why + ".");
    }
}
