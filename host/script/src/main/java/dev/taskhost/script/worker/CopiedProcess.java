package dev.taskhost.script.worker;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process some of whose output is read by the host: whoever has this one finds nothing there. GraalPy reads the output of every
 * process that it started, and of two readers of one stream each gets a part. Thread-safe, as the process is.
 */
final class CopiedProcess extends Process {
    private final Process process;
    private final boolean output;
    private final boolean error;

    /**
     * @param output whether its standard output is read by the host
     * @param error likewise its standard error
     */
    CopiedProcess(Process process, boolean output, boolean error) {
        this.process = process;
        this.output = output;
        this.error = error;
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return output ? InputStream.nullInputStream() : process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return error ? InputStream.nullInputStream() : process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public void destroy() {
        process.destroy();
    }

    @Override
    public Process destroyForcibly() {
        process.destroyForcibly();
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return process.supportsNormalTermination();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    @Override
    public ProcessHandle toHandle() {
        return process.toHandle();
    }

    @Override
    public ProcessHandle.Info info() {
        return process.info();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return process.children();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return process.descendants();
    }
}
