# Ways out of the walls by files.
import os

from ways import HERE, attempt, text, text_of_ours

# ---- files -----------------------------------------------------------------------------------------------------------


@attempt
def plain(out, mark, port, pid):
    return text(out + "/secret.txt")


@attempt
def low_level(out, mark, port, pid):
    return os.read(os.open(out + "/secret.txt", os.O_RDONLY), 100)


@attempt
def file_io(out, mark, port, pid):
    import _io

    return _io.FileIO(out + "/secret.txt").readall()


@attempt
def open_code(out, mark, port, pid):
    import io

    return io.open_code(out + "/secret.txt").read()


@attempt
def up_from_scratch(out, mark, port, pid):
    return text("/scratch/../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_here(out, mark, port, pid):
    return text("../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_scripts(out, mark, port, pid):
    return text(HERE + "/../outside/secret.txt")


@attempt
def beside_scripts(out, mark, port, pid):
    return text(HERE + "-beside/secret.txt")


@attempt
def dir_fd(out, mark, port, pid):
    return os.open("secret.txt", os.O_RDONLY, dir_fd=os.open(out, os.O_RDONLY))


@attempt
def chdir(out, mark, port, pid):
    os.chdir(out)
    return text("secret.txt")


@attempt
def link_in_scripts(out, mark, port, pid):
    return text(HERE + "/link.txt")


@attempt
def linked_folder_in_scripts(out, mark, port, pid):
    return text(HERE + "/linked/secret.txt")


@attempt
def list_linked_folder(out, mark, port, pid):
    return os.listdir(HERE + "/linked")


@attempt
def link_in_scratch(out, mark, port, pid):
    return text("/scratch/planted/secret.txt")


@attempt
def symlink(out, mark, port, pid):
    os.symlink(out + "/secret.txt", "/scratch/s")
    return text("/scratch/s")


@attempt
def hard_link(out, mark, port, pid):
    os.link(out + "/secret.txt", "/scratch/h")
    return text("/scratch/h")


@attempt
def rename_in(out, mark, port, pid):
    os.rename(out + "/secret.txt", "/scratch/r")
    return text("/scratch/r")


@attempt
def rename_out(out, mark, port, pid):
    text_of_ours("/scratch/mine")
    os.replace("/scratch/mine", mark)


@attempt
def copy_in(out, mark, port, pid):
    import shutil

    shutil.copy(out + "/secret.txt", "/scratch/c")
    return text("/scratch/c")


@attempt
def write_outside(out, mark, port, pid):
    return text_of_ours(mark)


@attempt
def append_outside(out, mark, port, pid):
    with open(out + "/secret.txt", "a") as file:
        return file.write("x")


@attempt
def truncate_outside(out, mark, port, pid):
    os.truncate(out + "/secret.txt", 0)


@attempt
def make_folder(out, mark, port, pid):
    os.mkdir(mark)


@attempt
def remove(out, mark, port, pid):
    os.unlink(out + "/secret.txt")


@attempt
def remove_tree(out, mark, port, pid):
    import shutil

    shutil.rmtree(out)


@attempt
def chmod(out, mark, port, pid):
    os.chmod(out + "/secret.txt", 0o777)


@attempt
def utime(out, mark, port, pid):
    os.utime(out + "/secret.txt", (1, 1))


@attempt
def listing(out, mark, port, pid):
    return os.listdir(out)


@attempt
def scandir(out, mark, port, pid):
    return [entry.name for entry in os.scandir(out)]


@attempt
def stat(out, mark, port, pid):
    return os.stat(out + "/secret.txt")


@attempt
def lstat_of_root(out, mark, port, pid):
    return os.listdir("/")


@attempt
def proc_environ(out, mark, port, pid):
    return open("/proc/self/environ", "rb").read()


@attempt
def proc_root(out, mark, port, pid):
    return text("/proc/self/root" + out + "/secret.txt")


@attempt
def proc_cwd(out, mark, port, pid):
    return os.readlink("/proc/self/cwd")


@attempt
def proc_fd(out, mark, port, pid):
    return open("/proc/self/fd/1", "wb").write(b"x")


@attempt
def dev_fd(out, mark, port, pid):
    return open("/dev/fd/0", "rb")


@attempt
def passwd(out, mark, port, pid):
    return text("/etc/passwd")


@attempt
def mapped(out, mark, port, pid):
    import mmap

    with open(out + "/secret.txt", "r+b") as file:
        return mmap.mmap(file.fileno(), 0)[:]


@attempt
def rewrite_a_script(out, mark, port, pid):
    return text_of_ours(HERE + "/scratch.py")


@attempt
def new_script(out, mark, port, pid):
    return text_of_ours(HERE + "/new.py")


@attempt
def remove_a_script(out, mark, port, pid):
    os.remove(HERE + "/scratch.py")


@attempt
def rewrite_the_library(out, mark, port, pid):
    return text_of_ours(os.path.dirname(os.__file__) + "/taskhost_canary.py")


@attempt
def append_to_the_library(out, mark, port, pid):
    with open(os.__file__, "a") as file:
        return file.write("")


@attempt
def up_from_the_library(out, mark, port, pid):
    return text(os.path.dirname(os.__file__) + "/../../../../../../../../../../../.." + out + "/secret.txt")


@attempt
def up_from_zones(out, mark, port, pid):
    return text("/usr/share/zoneinfo/../../.." + out + "/secret.txt")


@attempt
def another_tasks_scratch(out, mark, port, pid):
    return text("/scratch/../other/secret.txt")


@attempt
def bytes_path(out, mark, port, pid):
    return open(os.fsencode(out) + b"/secret.txt").read()


@attempt
def file_url(out, mark, port, pid):
    import urllib.request

    return urllib.request.urlopen("file://" + out + "/secret.txt").read()


@attempt
def sandwiched_null(out, mark, port, pid):
    return text("/dev/null/../.." + out + "/secret.txt")
