"""What the server runs: `python wsgi.py` on a laptop, `gunicorn -k gevent wsgi:app` elsewhere.

The former sees to it that freed memory is overwritten. The latter cannot: give it PYTHONMALLOC=malloc,
MALLOC_PERTURB_=85 and GLIBC_TUNABLES=glibc.malloc.tcache_count=0 in its environment.
"""

if __name__ == "__main__":
    from classroom.__main__ import serve

    serve()
else:
    from classroom.app import create_app
    from classroom.main import prepared

    app = prepared(create_app)
